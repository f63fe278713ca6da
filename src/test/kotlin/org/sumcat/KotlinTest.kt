package org.sumcat

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.sumcat.data.DrawnSet
import org.sumcat.data.NothingToLearn
import org.sumcat.measure.Budget
import org.sumcat.effect.Effects
import org.sumcat.experiment.Setup
import org.sumcat.notebook.Check
import org.sumcat.compare.Comparison
import org.sumcat.speed.Speeds
import org.sumcat.speed.Speeds.Ratio
import org.sumcat.speed.Speeds.Speed
import org.sumcat.train.GradientObserver
import org.sumcat.train.TrainingObserver
import org.sumcat.train.Outcome
import org.sumcat.train.TrainingProgress
import org.sumcat.device.StoppedException
import org.sumcat.recipe.Recipe
import org.sumcat.train.Training
import org.sumcat.engine.Hooks
import org.sumcat.network.NetworkSummary
import org.sumcat.zoo.Skeleton
import org.sumcat.nn.Fusion
import org.sumcat.zoo.Zoo
import kotlin.math.ln

/** What a Kotlin notebook would say, in natural Kotlin. */
class KotlinTest {

    @Test
    @Tag("training")
    fun `trains and compares two networks in a dozen lines`() {
        val data = DrawnSet.draw(400, 100, Outcome.SEED)
        val recipe = Recipe.quick().withImages(300).withValidation(100).withEpochs(4).withBatch(16)
        val rivals = listOf("resnet-cifar:depth=8,width=4", "densenet:depth=7,growth=4").map(Zoo::network)

        val runs = rivals.associateWith { network ->
            Training.of(network, recipe, data)
                .withSeed(Outcome.SEED)
                .onEpoch { epoch -> println(epoch.line()) }
                .run()
        }

        for ((network, run) in runs) {
            // a share of what guessing among ten costs
            Outcome.assertBelow("Kotlin, loss of ${network.spec()}", run.last().trainLoss / ln(10.0), 0.8)
            assertThat(run.network).isEqualTo(NetworkSummary.of(network))
        }
        val nothing = Training.of(rivals[0], recipe, NothingToLearn.draw(400, 100)).withSeed(Outcome.SEED).run()
        Outcome.assertAbove("Kotlin, loss, labels of nothing", nothing.last().trainLoss / ln(10.0), 0.8)
        val comparison = Comparison(runs.values.toList())
        assertThat(comparison.summaries().map { it.spec() }).containsExactlyElementsOf(rivals.map { it.spec() })
        assertThat(comparison.figure().svg()).contains("DenseNet", "ResNet")
    }

    @Test
    fun `trains with fewer bits where the processor has them`() {
        val exact = Training.of(Zoo.network("lenet-5"), Recipe.quick(), DrawnSet.draw(200, 50, 1))
        assumeTrue(exact.compute.hasBfloat16(), "this device has no bfloat16")
        val fast = exact.on(exact.compute.with("fast"))
        assertThat(fast.compute.precision()).isEqualTo("bfloat16")
        assertThat(fast.identity()).isNotEqualTo(exact.identity())
    }

    @Test
    fun `looks at the gradients of each step`() {
        val norms = mutableListOf<Float>()
        val recipe = Recipe.quick().withImages(64).withValidation(0).withEpochs(1).withBatch(16)
        Training.of(Zoo.network("lenet-5"), recipe, DrawnSet.draw(100, 20, 1))
            .watchedBy(GradientObserver { _, network ->
                network.parameters.valueAt(0).array.gradient.use { norms += it.norm().getFloat() }
            })
            .run()
        assertThat(norms).hasSize(4).allMatch { it > 0 }
    }

    @Test
    fun `is stopped after a step and says in one line what was reached`() {
        val recipe = Recipe.quick().withImages(64).withValidation(0).withEpochs(2).withBatch(16)
        val heard = mutableListOf<String>()
        val training = Training.of(Zoo.network("lenet-5"), recipe, DrawnSet.draw(100, 20, 1))
            .watchedBy(object : TrainingObserver {
                override fun afterStep(now: TrainingProgress) {
                    if (now.step() == 2) Thread.currentThread().interrupt() // as the stop button does
                }

                override fun stopped(words: String) {
                    heard += words
                }
            })
        val reached = try {
            training.run()
            "its end"
        } catch (stopped: StoppedException) {
            stopped.message
        } finally {
            Thread.interrupted()
        }
        val words = "stopped in epoch 1 of 2, after 32 of 64 images; nothing of it was saved"
        assertThat(reached).isEqualTo("lenet-5: $words")
        assertThat(heard).containsExactly(words)
    }

    @Test
    fun `tests the same weights by batch norm's statistics of training, and by such taken anew`() {
        val recipe = Recipe.quick().withImages(64).withValidation(50).withEpochs(1).withBatch(16)
        Training.of(Zoo.network("plain:depth=8,width=2"), recipe, DrawnSet.draw(200, 20, 1)).train().use {
            val before = it.quality(Hooks.on(it.places())).loss
            it.renewStatistics()
            assertThat(it.quality(Hooks.on(it.places())).loss).isNotEqualTo(before)
        }
    }

    @Test
    fun `makes two networks equally large`() {
        val sum = Skeleton(Fusion.SUM, 7, 32)
        val concat = Budget.parameters(sum).fit(1, 64) { width -> Skeleton(Fusion.CONCAT, 7, width) }
        assertThat(concat).isEqualTo(Skeleton(Fusion.CONCAT, 7, 31)) // counted in BudgetTest
    }

    @Test
    fun `draws how fast training was, where nothing stands for what the device cannot`() {
        val (ours, usual) = listOf("Sumcat" to 1.0, "usual DJL" to 1.5).map { (peer, times) ->
            Speed("cpu", "lenet-5, 28 x 28, batch 64", peer, 200 * times, 320 / times, Ratio(times, times, times), null, null, "")
        }
        assertThat(ours.fast?.typical).isNull()
        assertThat(Speeds(listOf(ours, usual)).svg()).contains("lenet-5", ">1.5<")
    }

    @Test
    fun `what may be missing is nullable, and nothing else is`() {
        val epoch = org.sumcat.train.Epoch(1, 0.5, 0.8, null, null, 1.0)
        val test: Double? = epoch.testAccuracy
        assertThat(test ?: "not measured").isEqualTo("not measured")
        assertThat(epoch.line()).isEqualTo("epoch 1, loss 0.5000, train acc 0.800, time 1.0 sec")
    }

    @Test
    fun `measures an effect and finds its numbers`() {
        val setup = Setup.of(DrawnSet.draw(400, 100, 1)).withSeeds(2).withRecipe { it.withEpochs(1) }
        val finding = Effects.named("connections:networks=resnet-20+densenet-40-12").measure(setup)

        assertThat(finding.figures().map { it.title() }).contains("Connections over weight layers")
        assertThat(finding.table("Connections counted").rowCount()).isEqualTo(2)
        assertThat(finding.text()).contains("resnet-20 has")
    }

    @Test
    fun `checks an answer`() {
        Check.that("4 layers of growth 10 on 5 maps") { 5 + 4 * 10 }.hint("they add up").equalTo(45)
        assertThatThrownBy { Check.that("a half") { 0.6 }.near(0.5, 0.01) }
            .hasMessage("a half: expected 0.5, within 0.01, but found 0.6.")
    }
}
