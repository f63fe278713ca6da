package org.sumcat.effect;

import java.util.ArrayList;
import java.util.List;
import org.sumcat.chart.Illustration;
import org.sumcat.experiment.EffectEntry;
import org.sumcat.experiment.NamedEffect;
import org.sumcat.experiment.Setup;
import org.sumcat.measure.GradientNorm;
import org.sumcat.measure.GradientNorms;
import org.sumcat.network.Network;
import org.sumcat.nn.Fusion;
import org.sumcat.recipe.Recipe;
import org.sumcat.report.Finding;
import org.sumcat.report.Provenance;
import org.sumcat.train.Run;
import org.sumcat.train.Training;
import org.sumcat.zoo.DenseNet;
import org.sumcat.zoo.ResNetCifar;
import org.sumcat.zoo.Shortcut;

/**
 * The gradient in early layers of a plain network, a ResNet and a DenseNet as they get deeper, and
 * whether the deeper plain network learns worse even on its training images: the degradation of He
 * et al., 2015 (arXiv:1512.03385, section 1 and Figure 6).
 *
 * <p>All of them have batch norm. With it the gradient of a deep plain network need not fade: at
 * the start of training it can grow from layer to layer on its way back, to the point where the
 * network does not learn (Yang et al., 2019, arXiv:1902.08129, "A Mean Field Theory of Batch
 * Normalization"). The figure says which it was.
 *
 * <p>Plain network and ResNet are the same layers, with and without the shortcut (which is shortcut
 * A and has no weights). The DenseNet has as many 3x3 convolutions in each stage, and two
 * transitions more.
 *
 * @param depths weight layers of plain network and ResNet, {@code 6n + 2}, one to four, rising
 * @param width feature maps of their first stage
 * @param growth of the DenseNet
 */
public record GradientFlow(List<Integer> depths, int width, int growth) implements NamedEffect {
    private static final GradientFlow USUAL = new GradientFlow(List.of(20, 56, 110), 4, 2);

    static final EffectEntry<GradientFlow> FORM =
            EffectEntry.of(USUAL, "depths", "width", "growth")
                    .named("gradient-flow", "Gradient flow")
                    .asks(
                            "How far does the gradient reach back as networks get deeper, and do they still learn?")
                    .trains(
                            Recipe.quick()
                                    .withImages(512)
                                    .withValidation(0)
                                    .withBatch(32)
                                    .withRate(0.05f)
                                    .withSide(14)
                                    .withEpochs(3),
                            1);

    @Override
    public EffectEntry<GradientFlow> form() {
        return FORM;
    }

    /** A network of one kind and depth. */
    record Member(Fusion join, int depth, Network network) {}

    /** The gradient norms of one training. */
    record NormHistory(Member member, Run run, List<GradientNorm> norms) {
        double norm(int epoch, int layer) {
            return norms.stream()
                    .filter(n -> n.epoch() == epoch && n.layer() == layer)
                    .mapToDouble(GradientNorm::norm)
                    .findFirst()
                    .orElseThrow();
        }

        int layers() {
            return norms.stream().mapToInt(GradientNorm::layer).max().orElseThrow();
        }

        /**
         * Gradient norm of the first layer over that of the last but one, since the last is not a
         * convolution.
         */
        double ratio(int epoch) {
            return norm(epoch, 1) / norm(epoch, layers() - 1);
        }
    }

    public GradientFlow {
        depths = List.copyOf(depths);
        if (depths.isEmpty()
                || depths.size() > 4
                || !depths.stream().sorted().distinct().toList().equals(depths)) {
            throw new IllegalArgumentException(
                    "depths must be from one to four, rising, but were " + depths);
        }
        depths.forEach(depth -> members(depth, width, growth)); // refuses what none can be
    }

    @Override
    public Finding measure(Setup setup) {
        var protocol = setup.protocol(this);
        var flows = new ArrayList<NormHistory>();
        var watched = new ArrayList<GradientNorms>();
        var trainings = new ArrayList<Training>();
        var members = depths.stream().flatMap(d -> members(d, width, growth).stream()).toList();
        var each = new ArrayList<Member>();
        for (Member member : members) {
            for (long seed : protocol.eachSeed()) {
                var norms = new GradientNorms();
                watched.add(norms);
                each.add(member);
                trainings.add(
                        setup.training(member.network(), protocol.recipe(), seed).watchedBy(norms));
            }
        }
        var runs = setup.train(trainings, trained -> trained.run());
        for (int i = 0; i < runs.size(); i++) {
            flows.add(new NormHistory(each.get(i), runs.get(i), watched.get(i).norms()));
        }
        int epochs = protocol.recipe().epochs();
        var shown = new GradientFlowFigures(depths);
        var figures = new ArrayList<Illustration>();
        depths.forEach(depth -> figures.add(GradientFlowFigures.flow(depth, flows, epochs)));
        figures.add(shown.reach(flows, epochs));
        if (depths.size() > 1) {
            figures.add(shown.degradation(flows));
        }
        return finding(
                shown.answer(flows),
                figures,
                List.of(GradientFlowFigures.summary(members, flows).table()),
                runs,
                Provenance.of(runs)
                        .with(
                                "Gradient",
                                "the Euclidean norm for each layer's kernels, mean over up to %s steps of each epoch"
                                        .formatted(GradientNorms.LOOKS)));
    }

    private static List<Member> members(int depth, int width, int growth) {
        return List.of(
                new Member(Fusion.NONE, depth, new ResNetCifar(depth, width, Shortcut.NONE, 1)),
                new Member(Fusion.SUM, depth, new ResNetCifar(depth, width, Shortcut.A, 1)),
                new Member(Fusion.CONCAT, depth, DenseNet.plain(depth + 2, growth)));
    }
}
