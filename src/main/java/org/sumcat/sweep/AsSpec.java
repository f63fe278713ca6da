package org.sumcat.sweep;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.sumcat.network.Network;
import org.sumcat.zoo.Zoo;

/** Marks a network that JSON documents hold as its spec, in the field {@code spec}. */
@JacksonAnnotationsInside
@JsonProperty("spec")
@JsonSerialize(converter = AsSpec.Writer.class)
@JsonDeserialize(converter = AsSpec.Reader.class)
@Retention(RetentionPolicy.RUNTIME)
@interface AsSpec {
    /** Builds a network from the spec in a document. */
    final class Reader extends StdConverter<String, Network> {
        @Override
        public Network convert(String spec) {
            return Zoo.network(spec);
        }
    }

    /** Writes a network as its spec. */
    final class Writer extends StdConverter<Network, String> {
        @Override
        public String convert(Network network) {
            return network.spec();
        }
    }
}
