package org.sumcat.marking;

/** Kinds of isolation, from the strongest to the weakest. */
public enum Isolation {
    /** A separate user: Linux, started by root. */
    OTHER_USER("as the Linux user 'nobody', who sees neither the checkout nor what was handed in"),

    /** Namespaces: Linux, where users may create them. */
    NAMESPACE("as you, in Linux namespaces that show neither the checkout nor what was handed in"),

    /** A separate folder only: every other system. */
    FOLDER(
            "as you, in a folder of their own: this system has no Linux namespaces, or forbids them, so answers could read what you can");

    private final String words;

    Isolation(String words) {
        this.words = words;
    }

    /** A description, following "answers ran". */
    public String words() {
        return words;
    }
}
