package org.sumcat.snippet;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visitor of the free names in a fragment: those declared at its outermost level, and those used
 * but not declared in it. Parameters, local variables and members of its classes are its own
 * affair.
 */
abstract class FreeNames extends TreeScanner<Void, Void> {
    /** The names that a block, a method or a class declares within itself. */
    private record Scope(Set<String> names, Set<String> methods) {
        Scope() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    private final Deque<Scope> scopes = new ArrayDeque<>();
    private @Nullable String type;

    /** Called for the use of a method, or of a variable, a type or a package. */
    abstract void used(boolean call, String name, IdentifierTree where);

    /**
     * Called for the declaration of a method, or of a variable or a type, and for a constructor's
     * name.
     */
    abstract void declared(boolean method, String name, Tree where);

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
        String name = tree.getSimpleName().toString();
        if (name.equals(Syntax.AROUND)) {
            return scan(tree.getMembers(), null);
        }
        Scope outer = scopes.peek();
        if (outer == null) {
            type = name;
            declared(false, name, tree);
        } else {
            outer.names().add(name);
        }
        scopes.push(new Scope());
        tree.getMembers().forEach(this::note);
        super.visitClass(tree, null);
        scopes.pop();
        return null;
    }

    /** Registers a member in advance, since members may be used before they are declared. */
    private void note(Tree member) {
        Scope scope = scopes.element();
        if (member instanceof VariableTree field) {
            scope.names().add(field.getName().toString());
        } else if (member instanceof MethodTree method) {
            scope.methods().add(method.getName().toString());
        } else if (member instanceof ClassTree nested) {
            scope.names().add(nested.getSimpleName().toString());
        }
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
        String name = tree.getName().toString();
        if (name.equals(Syntax.AROUND_STATEMENTS)) {
            return scan(requireNonNull(tree.getBody()).getStatements(), null);
        }
        if (scopes.isEmpty()) {
            declared(true, name, tree);
        } else if (name.equals("<init>") && scopes.size() == 1 && type != null) {
            declared(false, type, tree);
        }
        scopes.push(new Scope());
        super.visitMethod(tree, null);
        scopes.pop();
        return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
        String name = tree.getName().toString();
        Scope scope = scopes.peek();
        if (scope == null) {
            declared(false, name, tree);
        } else {
            scope.names().add(name);
        }
        return super.visitVariable(tree, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
        if (!(tree.getMethodSelect() instanceof IdentifierTree own)) {
            return super.visitMethodInvocation(tree, null);
        }
        String name = own.getName().toString();
        if (scopes.stream().noneMatch(scope -> scope.methods().contains(name))) {
            used(true, name, own);
        }
        scan(tree.getTypeArguments(), null);
        return scan(tree.getArguments(), null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void nothing) {
        String name = tree.getName().toString();
        if (scopes.stream().noneMatch(scope -> scope.names().contains(name))) {
            used(false, name, tree);
        }
        return null;
    }

    @Override
    public Void visitBlock(BlockTree tree, Void nothing) {
        scopes.push(new Scope());
        super.visitBlock(tree, null);
        scopes.pop();
        return null;
    }

    @Override
    public Void visitForLoop(ForLoopTree tree, Void nothing) {
        scopes.push(new Scope());
        super.visitForLoop(tree, null);
        scopes.pop();
        return null;
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void nothing) {
        scopes.push(new Scope());
        super.visitEnhancedForLoop(tree, null);
        scopes.pop();
        return null;
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
        scopes.push(new Scope());
        super.visitLambdaExpression(tree, null);
        scopes.pop();
        return null;
    }

    @Override
    public Void visitTry(TryTree tree, Void nothing) {
        scopes.push(new Scope());
        super.visitTry(tree, null);
        scopes.pop();
        return null;
    }

    @Override
    public Void visitCatch(CatchTree tree, Void nothing) {
        scopes.push(new Scope());
        super.visitCatch(tree, null);
        scopes.pop();
        return null;
    }

    @Override
    public Void visitCase(CaseTree tree, Void nothing) {
        scopes.push(new Scope());
        super.visitCase(tree, null);
        scopes.pop();
        return null;
    }
}
