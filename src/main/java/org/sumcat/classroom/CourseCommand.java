package org.sumcat.classroom;

import picocli.CommandLine.Command;

/** {@code ./sumcat course}: the notebooks as a lab, given to students and graded. */
@Command(
        name = "course",
        mixinStandardHelpOptions = true,
        description = "Makes the students' notebooks, and grades what comes back.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CourseStudentCommand.class,
            CourseGradeCommand.class,
            CourseNbgraderCommand.class,
            CourseCheckCommand.class
        })
public final class CourseCommand {}
