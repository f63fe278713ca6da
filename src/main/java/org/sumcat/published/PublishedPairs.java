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

    private record Network(
            String data, String name, String join, double millions, double error, String source) {
        static Network of(Row row) {
            return new Network(
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
        var networks = new ArrayList<Network>();
        for (Row row : Published.packed("resnet-densenet.csv")) {
            networks.add(Network.of(row));
        }
        return Rows.of("As published: size and error", networks)
                .text("data", Network::data)
                .text("network", Network::name)
                .text("join", Network::join)
                .number("parameters (millions)", 1, Network::millions)
                .number("error (%)", 2, Network::error)
                .text("source", Network::source)
                .table();
    }
}
