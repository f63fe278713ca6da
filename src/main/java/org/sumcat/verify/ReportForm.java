package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import org.sumcat.report.SavedReport;

/**
 * The format version of a report: its words, its pictures, its sections.
 *
 * @param number of the form, 1 where the report does not say
 */
record ReportForm(int number) {
    static ReportForm of(JsonNode report) {
        return new ReportForm(report.path("form").asInt(1));
    }

    /** Returns whether today's reports have another format version. */
    boolean another() {
        return number != SavedReport.FORM;
    }

    String words() {
        return "reports of form %s have other words and pictures than those of today's form %s"
                .formatted(number, SavedReport.FORM);
    }
}
