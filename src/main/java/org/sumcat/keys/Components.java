package org.sumcat.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The components of a record by their names: taken apart, and put together again. Where the record
 * says how a component is called in JSON, that is its name here, too, whatever Java calls it.
 */
public final class Components {
    private Components() {}

    /** The values of a record in order. */
    public static Map<String, Object> of(Record record) {
        var values = new LinkedHashMap<String, Object>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            values.put(name(component), value(record, component));
        }
        return values;
    }

    /** The name of a component, in files as in specs. */
    public static String name(RecordComponent component) {
        JsonProperty fixed = component.getAccessor().getAnnotation(JsonProperty.class);
        return fixed == null ? component.getName() : fixed.value();
    }

    /** A value in words; one of a few by the name that it has in JSON. */
    public static String written(Object value) {
        if (!(value instanceof Enum<?> one)) {
            return String.valueOf(value);
        }
        try {
            JsonProperty fixed =
                    one.getDeclaringClass().getField(one.name()).getAnnotation(JsonProperty.class);
            return fixed == null ? one.name() : fixed.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a constant is a field of its type", e);
        }
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the components of a record can be read", e);
        }
    }

    /**
     * The record with these values.
     *
     * @throws IllegalArgumentException if the record refuses one
     */
    public static <R extends Record> R make(Class<R> type, Map<String, Object> values) {
        var components = type.getRecordComponents();
        try {
            var constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(components).map(each -> values.get(name(each))).toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("a record is made of plain values", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can be made of its components", e);
        }
    }
}
