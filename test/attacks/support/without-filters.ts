import {
  ColumnNode,
  createQueryId,
  OperationNodeTransformer,
  OperatorNode,
  PostgresQueryCompiler,
  RawNode,
  ReferenceNode,
  ValueNode,
  type BinaryOperationNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type RootOperationNode,
} from 'kysely'
import type { Db } from '../../../server/storage/db.ts'
import type { TestDatabase } from '../../support/test-db.ts'

/** What has been run without its workspace filter. */
export interface Watched {
  readonly database: TestDatabase
  /** Store functions that ran a statement. */
  readonly functions: ReadonlySet<string>
  /** How many filters were taken out. */
  removed(): number
  /** Statements that still have one, in a form that is not known here. */
  readonly filtered: ReadonlySet<string>
}

const FILTER = /workspace_id"?\s*(=|in|in \(|= any\()\s*\$\d+\b(?! or true)/
const FILTER_AT_THE_END = /((?:\w+\.)?workspace_id) = $/

class FilterRemover extends OperationNodeTransformer {
  removed = 0

  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const whole = super.transformBinaryOperation(node)
    const { leftOperand, rightOperand } = whole
    if (!isColumn(leftOperand, 'workspace_id') || !isValue(rightOperand) || !isEqual(whole.operator))
      return whole
    this.removed += 1
    // `(a = b or true)`: it holds for every row, and the database still learns the parameter's type.
    return {
      ...whole,
      leftOperand: RawNode.create(['(', ''], [leftOperand]),
      rightOperand: RawNode.create(['', ' or true)'], [rightOperand]),
    }
  }

  protected override transformRaw(node: RawNode): RawNode {
    const { sqlFragments, parameters } = super.transformRaw(node)
    const fragments = [...sqlFragments]
    for (let index = 0; index < parameters.length; index += 1) {
      const before = fragments[index] ?? ''
      if (!FILTER_AT_THE_END.test(before)) continue
      this.removed += 1
      fragments[index] = before.replace(FILTER_AT_THE_END, '($1 = ')
      fragments[index + 1] = ` or true)${fragments[index + 1] ?? ''}`
    }
    return RawNode.create(fragments, parameters)
  }
}

function isColumn(node: OperationNode, name: string): boolean {
  return ReferenceNode.is(node) && ColumnNode.is(node.column) && node.column.column.name === name
}

function isValue(node: OperationNode): boolean {
  return ValueNode.is(node)
}

function isEqual(node: OperationNode): boolean {
  return OperatorNode.is(node) && node.operator === '='
}

/** The same database, with every `workspace_id = …` of the product's statements made true. */
export function withoutFilters(database: TestDatabase): Watched {
  const remover = new FilterRemover()
  const functions = new Set<string>()
  const filtered = new Set<string>()
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }: PluginTransformQueryArgs): RootOperationNode => {
      for (const name of storeFunctionsOnStack()) functions.add(name)
      const open = remover.transformNode(node)
      const { sql } = new PostgresQueryCompiler().compileQuery(open, createQueryId())
      if (FILTER.test(sql)) filtered.add(sql)
      return open
    },
    transformResult: async ({ result }) => result,
  }
  const db: Db = database.db.withPlugin(plugin)
  const urgentDb: Db = database.urgentDb.withPlugin(plugin)
  return { database: { ...database, db, urgentDb }, functions, filtered, removed: () => remover.removed }
}

/** A statement is compiled while the function that makes it is still on the stack. */
function storeFunctionsOnStack(): readonly string[] {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 60
  const { stack = '' } = new Error('only for its stack')
  Error.stackTraceLimit = limit
  return [...stack.matchAll(/at (?:async )?(\w+) \(.*?\/([\w-]+\.store)\.ts/g)].map(
    ([, name, file]) => `${file} ${name}`,
  )
}
