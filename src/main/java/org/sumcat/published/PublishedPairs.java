package org.sumcat.published;

import java.util.ArrayList;
import org.sumcat.render.Rows;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Published errors and sizes of ResNets and DenseNets: {@code data/published/resnet-densenet.csv},
 * which the jar carries.
 */
public final class PublishedPairs {
    private PublishedPairs() {}

    private record PublishedNetwork(
            String data, String name, String join, double millions, double error, String source) {
        static PublishedNetwork of(Row row) {
            return new PublishedNetwork(
                    row.getString("data"),
                    row.getString("network"),
                    row.getString("join"),
                    Double.parseDouble(row.getString("parameters_millions")),
                    Double.parseDouble(row.getString("error_percent")),
                    row.getString("source"));
        }
    }

    /** A row for each network whose size and error are published. */
    public static Table table() {
        var networks = new ArrayList<PublishedNetwork>();
        for (Row row : Published.packed("resnet-densenet.csv")) {
            networks.add(PublishedNetwork.of(row));
        }
        return Rows.of("As published: size and error", networks)
                .text("data", PublishedNetwork::data)
                .text("network", PublishedNetwork::name)
                .text("join", PublishedNetwork::join)
                .number("parameters (millions)", 1, PublishedNetwork::millions)
                .number("error (%)", 2, PublishedNetwork::error)
                .text("source", PublishedNetwork::source)
                .table();
    }
}
