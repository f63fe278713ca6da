package org.sumcat.notebook;

/**
 * Output outside of a notebook: in a program, in JShell or in a test, everything is printed as
 * text.
 */
public final class Console implements Kernel {
    @Override
    public String name() {
        return "no notebook";
    }

    @Override
    public void register() {}

    @Override
    public void show(Output output) {
        System.out.println(output.text());
    }

    @Override
    public boolean rewrites() {
        return false;
    }

    @Override
    public void show(Output output, String id, boolean again) {
        show(output);
    }
}
