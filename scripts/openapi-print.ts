import type { Facts } from './openapi-facts.ts'

/** One line per operation and per schema: small enough to commit, fine enough to review a change. */
export function printFacts(facts: Facts): string {
  const { paths, components, ...head } = facts
  const lines = [
    ...Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    `  "paths": ${block(paths, (item) => block(item, (value) => JSON.stringify(value), 6), 4)}`,
    `  "components": ${block(components, (group) => block(group, (value) => JSON.stringify(value), 6), 4)}`,
  ]
  return `{\n${lines.join(',\n')}\n}\n`
}

function block<T>(values: Record<string, T>, print: (value: T) => string, indent: number): string {
  const entries = Object.entries(values)
  if (entries.length === 0) return '{}'
  const pad = ' '.repeat(indent)
  const lines = entries.map(([key, value]) => `${pad}${JSON.stringify(key)}: ${print(value)}`)
  return `{\n${lines.join(',\n')}\n${' '.repeat(indent - 2)}}`
}
