import { badRequest } from '../http/api-error.ts'
import { seesProject } from '../state/access.ts'
import { projectOf } from '../state/look-up.ts'
import type { Issue } from '../state/model.ts'
import { called, jqlField, type Looking, sortKey } from './fields.ts'
import { type Expression, type Operator, type Order, parseJql } from './parse.ts'

export interface Search extends Looking {
  readonly jql: string
  /** Cloud refuses queries that have no condition. */
  readonly mustBeBounded: boolean
  /** These are looked at as they are now; the others as they were a moment ago. */
  readonly reconcileIds: readonly string[]
}

/** All matches in their order, as far as the caller may see them and the index knows them. */
export function search(asked: Search): readonly Issue[] {
  const { world, accountId, jql, mustBeBounded, reconcileIds } = asked
  const { where, order } = parseJql(jql)
  if (where === undefined && mustBeBounded)
    throw badRequest(
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    )
  const matches = where === undefined ? () => true : matcher(asked, where)
  const indexedMs = world.clock.now().getTime() - world.quirks.searchLagMs
  const found = [...world.state.issues.values()].filter(
    (issue) =>
      seesProject(projectOf(world.state, issue), accountId) &&
      (issue.createdAt.getTime() <= indexedMs || reconcileIds.includes(issue.id)) &&
      matches(issue),
  )
  return sorted(asked, found, order)
}

type Matches = (issue: Issue) => boolean

function matcher(looking: Looking, expression: Expression): Matches {
  if (expression.kind === 'not') {
    const inner = matcher(looking, expression.part)
    return (issue) => !inner(issue)
  }
  if (expression.kind === 'clause') return clauseMatcher(looking, expression)
  const parts = expression.parts.map((part) => matcher(looking, part))
  return expression.kind === 'and'
    ? (issue) => parts.every((part) => part(issue))
    : (issue) => parts.some((part) => part(issue))
}

type Clause = Extract<Expression, { kind: 'clause' }>

function clauseMatcher(looking: Looking, { field, operator, operand }: Clause): Matches {
  const { valuesOf, meaning, isText = false } = jqlField(looking, field)
  if (isText && (operator === '=' || operator === '!='))
    throw badRequest(`The operator '${operator}' is not supported by the '${field}' field.`)
  if (operand.kind === 'empty') {
    const wantsEmpty = operator === '=' || operator === 'is'
    return (issue) => (valuesOf(issue).length === 0) === wantsEmpty
  }
  const wanted = operand.kind === 'call' ? called(looking, operand) : operand.values.map(meaning)
  const [first = ''] = wanted
  const compare = COMPARISONS[operator]
  return (issue) => compare(valuesOf(issue), { wanted, first })
}

interface Wanted {
  readonly wanted: readonly string[]
  readonly first: string
}

type Compare = (values: readonly string[], wanted: Wanted) => boolean

const isAny: Compare = (values, { wanted }) => values.some((value) => wanted.includes(value))
// As in Jira, a field without a value is not unequal to anything.
const isNone: Compare = (values, { wanted }) =>
  values.length > 0 && values.every((value) => !wanted.includes(value))
const contains: Compare = (values, { first }) => {
  const words = first.replaceAll(/["*]/g, ' ').split(/\s+/).filter(Boolean)
  return values.some((value) => words.every((word) => value.includes(word)))
}

const COMPARISONS: Readonly<Record<Operator, Compare>> = {
  '=': isAny,
  in: isAny,
  is: isAny,
  '!=': isNone,
  'not in': isNone,
  'is not': isNone,
  '~': contains,
  '!~': (values, wanted) => !contains(values, wanted),
  '>': (values, { first }) => values.some((value) => value > first),
  '>=': (values, { first }) => values.some((value) => value >= first),
  '<': (values, { first }) => values.some((value) => value < first),
  '<=': (values, { first }) => values.some((value) => value <= first),
}

function sorted({ world }: Looking, issues: readonly Issue[], order: readonly Order[]): readonly Issue[] {
  // Without an order the newest come first.
  const wanted = order.length === 0 ? [{ field: 'created', isDescending: true }] : order
  const keys = wanted.map(({ field, isDescending }) => ({ key: sortKey(world, field), isDescending }))
  return [...issues].sort((a, b) => {
    for (const { key, isDescending } of keys) {
      const [one, other] = [key(a), key(b)]
      if (one !== other) return one < other === isDescending ? 1 : -1
    }
    return Number(a.id) - Number(b.id)
  })
}
