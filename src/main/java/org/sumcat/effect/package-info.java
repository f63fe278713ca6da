/**
 * Named experiments, each of which shows what one choice in a network changes.
 *
 * <p>{@link org.sumcat.effect.Effects} finds them by name, {@link org.sumcat.experiment.Setup} is
 * what they are measured with, a {@link org.sumcat.report.Finding} is what comes of it:
 *
 * <pre>{@code
 * Effects.named("connections:networks=resnet-20+densenet-40-12").measure(Setup.of(data))
 * }</pre>
 */
@NullMarked
package org.sumcat.effect;

import org.jspecify.annotations.NullMarked;
