package org.sumcat.ipynb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/**
 * Jupyter's JSON layout: one space per level, {@code "key": value}, and {@code []} and {@code {}}
 * when empty.
 */
final class JupyterPrinter extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1;

    JupyterPrinter() {
        var lines = new DefaultIndenter(" ", "\n");
        _objectIndenter = lines;
        _arrayIndenter = lines;
    }

    private JupyterPrinter(JupyterPrinter other) {
        super(other);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
        return new JupyterPrinter(this);
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw(": ");
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
        if (values == 0) {
            _nesting--;
            json.writeRaw(']');
        } else {
            super.writeEndArray(json, values);
        }
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
        if (entries == 0) {
            _nesting--;
            json.writeRaw('}');
        } else {
            super.writeEndObject(json, entries);
        }
    }
}
