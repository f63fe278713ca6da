package org.sumcat.experiment;

import java.util.List;
import java.util.Optional;
import org.sumcat.chart.Illustration;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.train.Run;
import tech.tablesaw.api.Table;

/** An effect whose names, question and default protocol are those of its {@link EffectEntry}. */
public interface NamedEffect extends Effect {
    /** The description that all effects share. */
    EffectEntry<?> form();

    @Override
    default String name() {
        return form().name();
    }

    @Override
    default String question() {
        return form().question();
    }

    @Override
    default Optional<Protocol> protocol() {
        return form().protocol();
    }

    @Override
    default String spec() {
        return form().specOf(this);
    }

    /**
     * Creates the finding under the effect's names.
     *
     * @param answer one or a few sentences, no stronger than the numbers
     */
    default Finding finding(
            String answer,
            List<Illustration> figures,
            List<Table> tables,
            List<Run> runs,
            Provenance provenance) {
        return new Finding(
                spec(), form().title(), question(), answer, figures, tables, runs, provenance);
    }
}
