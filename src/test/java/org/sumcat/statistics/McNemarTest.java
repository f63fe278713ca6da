package org.sumcat.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class McNemarTest {

    /**
     * Bentur et al. 2009, 21 children before and after a transplantation, in Fagerland, Lydersen
     * and Laake 2013 (BMC Medical Research Methodology 13:91), Table 1: exact conditional p 0.0703,
     * mid-p 0.0391.
     */
    @Test
    void airway_hyper_responsiveness_has_the_published_p() {
        var test = new McNemar(1, 7);
        assertThat(test.p()).isCloseTo(0.0703, offset(5e-5));
        assertThat(test.midP()).isCloseTo(0.0391, offset(5e-5));
        assertThat(new McNemar(7, 1).p()).isEqualTo(test.p());
    }

    /** The same paper, Table 2 (Cavo et al. 2012): 6 and 16, exact p 0.0525, mid-p 0.0347. */
    @Test
    void responses_before_and_after_consolidation_have_the_published_p() {
        var test = new McNemar(6, 16);
        assertThat(test.p()).isCloseTo(0.0525, offset(5e-5));
        assertThat(test.midP()).isCloseTo(0.0347, offset(5e-5));
    }

    /**
     * Agresti, Categorical Data Analysis, section 10.1: 1,600 citizens asked twice whether they
     * approve; 150 and 86 changed their mind; the difference is -0.04, its standard error 0.0095,
     * the 95% interval (-0.06, -0.02).
     */
    @Test
    void approval_ratings_have_the_published_interval() {
        var test = new McNemar(150, 86);
        assertThat(test.difference(1600)).isEqualTo(-0.04);
        Interval interval = test.interval(1600, 0.95);
        assertThat(interval.half() / 1.959964).isCloseTo(0.0095, offset(6e-5));
        assertThat(interval.low()).isCloseTo(-0.06, offset(2e-3));
        assertThat(interval.high()).isCloseTo(-0.02, offset(2e-3));
        assertThat(test.p()).isLessThan(1e-4);
    }

    @Test
    void without_a_difference_p_is_1() {
        assertThat(new McNemar(0, 0).p()).isEqualTo(1);
        assertThat(new McNemar(0, 0).midP()).isEqualTo(1);
        assertThat(new McNemar(4, 4).p()).isEqualTo(1);
        assertThat(new McNemar(0, 1).p()).isEqualTo(1); // a coin tossed once
        assertThat(new McNemar(0, 6).p()).isEqualTo(2 / 64.0);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> new McNemar(-1, 2))
                .hasMessage("counts must be at least 0, but are -1 and 2");
        assertThatThrownBy(() -> new McNemar(3, 2).difference(4))
                .hasMessage("questions must be at least those answered differently, 5, but are 4");
    }
}
