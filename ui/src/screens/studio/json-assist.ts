import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { Diagnostic } from '@codemirror/lint'
import type { EditorState } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import type { Violation } from '../../api/client.ts'
import type { OperationDetail } from '../../api/types.ts'
import { keysOf, namesIn, rangeAt } from './json-places.ts'
import { propertiesAt, valuesAt } from './schema-at.ts'

/** Offers the names and values that the operation's schemas know at the cursor. */
export function completeFrom(operation: OperationDetail) {
  return (context: CompletionContext): CompletionResult | null => {
    const { state, pos } = context
    const node = syntaxTree(state).resolveInner(pos, -1)
    const word = context.matchBefore(/"?[\w-]*/)
    const from = word?.from ?? pos
    const object = objectForName(node)
    const options = object
      ? namesToOffer(operation, state, object)
      : valuesAt(operation, keysOf(state, valueNode(node))).map(valueOption)
    return options.length === 0 || (!context.explicit && word?.from === pos)
      ? null
      : { from, options, validFor: /^"?[\w-]*$/ }
  }
}

function namesToOffer(
  operation: OperationDetail,
  state: EditorState,
  object: SyntaxNode,
): readonly Completion[] {
  const there = namesIn(state, object)
  return propertiesAt(operation, keysOf(state, object))
    .filter((name) => !there.has(name))
    .map((name) => ({ label: `"${name}"`, apply: `"${name}": `, type: 'property' }))
}

function valueOption(value: unknown): Completion {
  return { label: JSON.stringify(value), type: 'enum' }
}

/** The object in which a name may be written where the cursor is. */
function objectForName(node: SyntaxNode): SyntaxNode | undefined {
  if (node.name === 'Object') return node
  const { parent } = node
  if (node.name === 'PropertyName') return parent?.parent ?? undefined
  if (node.name === '{' || node.name === ',' || node.name === '⚠')
    return parent?.name === 'Object' ? parent : undefined
  return undefined
}

/** After the colon of a property there may be no value yet: then its place is the property's. */
function valueNode(node: SyntaxNode): SyntaxNode {
  return node.name === 'Property' ? (node.lastChild ?? node) : node
}

/** The same checks as the form's, each at its place in the text. */
export function diagnosticsOf(state: EditorState, violations: readonly Violation[]): readonly Diagnostic[] {
  return violations.map((violation) => ({
    ...rangeAt(state, keysIn(violation)),
    severity: 'error',
    message: `${violation.pointer || violation.in}: ${violation.message}`,
  }))
}

function keysIn({ in: part, pointer }: Violation): readonly string[] {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return [part === 'header' ? 'headers' : part, ...keys]
}
