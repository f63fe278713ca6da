package org.sumcat.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sumcat.cli.Scripts;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JupyterTest {
    @TempDir private Path folder;

    private final List<String> heard = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean answer;
    private Path bin;
    private Path calls;

    @BeforeEach
    void needs_a_shell() throws Exception {
        Scripts.assumeShell();
        bin = Files.createDirectories(folder.resolve("bin"));
        calls = folder.resolve("calls");
    }

    private Jupyter jupyter(boolean root) {
        return new Jupyter(
                folder,
                List.of(bin),
                root,
                new Jupyter.Person() {
                    @Override
                    public void hear(String line) {
                        heard.add(line);
                    }

                    @Override
                    public boolean agrees(String question) {
                        asked.add(question);
                        return answer;
                    }
                });
    }

    /** A program that notes how it was called and then puts nbconvert where it is told. */
    private void installer(String name, Path nbconvert) throws Exception {
        Scripts.write(
                bin.resolve(name),
                "echo " + name + " \"$@\" >>" + calls,
                "mkdir -p " + nbconvert.getParent(),
                "printf '#!/bin/sh\\nexit 0\\n' >" + nbconvert,
                "chmod +x " + nbconvert);
    }

    private List<String> calls() throws Exception {
        return Files.readAllLines(calls);
    }

    @Test
    void that_is_there_is_taken_without_a_word() throws Exception {
        Path nbconvert = Scripts.write(bin.resolve("jupyter-nbconvert"), "exit 0");

        assertThat(jupyter(true).program("jupyter-nbconvert")).isEqualTo(nbconvert);
        assertThat(heard).isEmpty();
    }

    @Test
    void is_preferably_the_first_of_several_programs() throws Exception {
        Path notebook = Scripts.write(bin.resolve("jupyter-notebook"), "exit 0");
        assertThat(jupyter(true).program("jupyter-lab", "jupyter-notebook")).isEqualTo(notebook);

        Path lab = Scripts.write(bin.resolve("jupyter-lab"), "exit 0");
        assertThat(jupyter(true).program("jupyter-lab", "jupyter-notebook")).isEqualTo(lab);
    }

    @Test
    void is_not_a_program_that_a_version_manager_left_behind() throws Exception {
        Scripts.write(bin.resolve("jupyter-nbconvert"), "echo command not found; exit 127");

        assertThatThrownBy(() -> jupyter(true).program("jupyter-nbconvert"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class That_is_missing {
        @Test
        void comes_from_conda_where_there_is_conda_into_our_folder() throws Exception {
            Path own = folder.resolve("target/jupyter-environment/bin/jupyter-nbconvert");
            installer("conda", own);

            assertThat(jupyter(true).program("jupyter-nbconvert")).isEqualTo(own);
            assertThat(calls())
                    .containsExactly(
                            "conda env create --prefix %s --file %s"
                                    .formatted(
                                            folder.resolve("target/jupyter-environment"),
                                            folder.resolve("environment.yml")));
            assertThat(heard).singleElement().asString().contains("conda");
            assertThat(asked).isEmpty();
        }

        @Test
        void comes_from_the_packages_of_Debian_if_its_owner_agrees_and_never_without()
                throws Exception {
            Scripts.link(bin, "env", "mkdir", "chmod");
            installer("apt-get", bin.resolve("jupyter-nbconvert"));

            assertThatThrownBy(() -> jupyter(true).program("jupyter-nbconvert"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(calls).doesNotExist();

            answer = true;
            jupyter(true).program("jupyter-nbconvert");
            assertThat(calls())
                    .containsExactly(
                            "apt-get update",
                            "apt-get install --yes --no-install-recommends jupyter-notebook"
                                    + " jupyter-nbconvert");
            assertThat(asked)
                    .contains(
                            "Jupyter is missing. Install jupyter-notebook jupyter-nbconvert for the"
                                    + " whole machine with apt-get?");
        }

        @Test
        void half_an_installation_is_not_taken_for_a_whole_one() throws Exception {
            Path nbconvert = Scripts.write(bin.resolve("jupyter-nbconvert"), "exit 0");
            Path dpkg =
                    Scripts.write(
                            bin.resolve("dpkg"),
                            "[ \"$1\" = --audit ] || exit 0",
                            "echo The following packages are only half configured:",
                            "echo ' jupyter-nbconvert  Jupyter notebook conversion'");

            assertThatThrownBy(() -> jupyter(true).program("jupyter-nbconvert"))
                    .hasMessage(
                            "Jupyter must be whole, but an installation of jupyter-nbconvert was interrupted (dpkg --audit); repair it: dpkg --configure -a && apt-get"
                                    + " install --fix-broken");

            Scripts.write(
                    dpkg,
                    "[ \"$1\" = --audit ] || exit 0",
                    "echo ' python3-cups  Python bindings for CUPS, no concern of jupyter'");
            assertThat(jupyter(true).program("jupyter-nbconvert")).isEqualTo(nbconvert);
        }

        @Test
        void comes_into_a_Python_environment_of_our_own_if_we_are_not() throws Exception {
            Path own = folder.resolve("target/jupyter-environment/bin");
            Scripts.write(
                    bin.resolve("python3"),
                    "echo python3 \"$@\" >>" + calls,
                    "mkdir -p " + own,
                    "printf '#!/bin/sh\\necho own python \"$@\" >>"
                            + calls
                            + "\\n' >"
                            + own
                            + "/python",
                    "printf '#!/bin/sh\\n' >" + own + "/jupyter-nbconvert",
                    "chmod +x " + own + "/*");

            jupyter(false).program("jupyter-nbconvert");

            assertThat(calls())
                    .containsExactly(
                            "python3 -c import venv, ensurepip",
                            "python3 -m venv " + own.getParent(),
                            "own python -m pip install jupyterlab nbconvert plotly");
        }

        @Test
        void is_asked_about_before_sudo() throws Exception {
            Scripts.link(bin, "mkdir", "chmod");
            installer("apt-get", bin.resolve("jupyter-nbconvert"));
            Scripts.write(bin.resolve("sudo"), "echo sudo ${1##*/} >>" + calls, "exec \"$@\"");
            Scripts.write(
                    bin.resolve("setsid"), "echo setsid $2 $3 >>" + calls, "shift; exec \"$@\"");

            assertThatThrownBy(() -> jupyter(false).program("jupyter-nbconvert"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(asked)
                    .containsExactly(
                            "Jupyter is missing. Install jupyter-notebook jupyter-nbconvert for the"
                                    + " whole machine with sudo apt-get?");
            assertThat(calls).doesNotExist();

            answer = true;
            jupyter(false).program("jupyter-nbconvert");
            assertThat(calls()) // sudo itself stays in the session of the terminal, to ask there
                    .startsWith(
                            "sudo setsid",
                            "setsid env DEBIAN_FRONTEND=noninteractive",
                            "apt-get update",
                            "sudo setsid");
        }

        @Test
        void is_an_error_with_a_way_out_where_nothing_can_bring_it() {
            assertThatThrownBy(() -> jupyter(true).program("jupyter-nbconvert"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "notebooks need Jupyter, but jupyter-nbconvert is missing and was not installed; install it yourself (apt install jupyter-notebook"
                                    + " jupyter-nbconvert, conda env create -f environment.yml), say"
                                    + " --yes");
        }
    }
}
