import { describe, expect, it } from 'vitest'
import { planWalk, type WalkedStep } from '../../../server/platform/bootstrap/plan-walk.ts'
import { dependentStreams, rootStreams } from '../../../server/platform/bootstrap/streams-of.ts'
import { loadCatalogue } from '../../../server/platform/openapi/index.ts'

const operations = loadCatalogue().list({ connector: 'clockify' })
const plan = planWalk(operations)
const walked = plan.filter((step) => step.kind === 'walked')
const stepOf = (id: string): WalkedStep | undefined =>
  walked.find((step) => step.operation.operationId === id)

describe('the plan over the shipped catalogue', () => {
  it('has a step for each of the 47 GET operations', () => {
    const gets = operations.filter((operation) => operation.method === 'GET')

    expect(plan).toHaveLength(47)
    expect(new Set(plan.map((step) => step.operation))).toEqual(new Set(gets))
  })

  it('walks the most valuable first and everything after what feeds it', () => {
    const order = walked.map((step) => step.operation.operationId)

    expect(order.slice(0, 4)).toEqual([
      'getWorkspaceOfUser',
      'getUsersOfWorkspace',
      'getProjects',
      'getClients',
    ])
    for (const step of walked.filter(({ feeder }) => feeder !== undefined))
      expect(order.indexOf(step.feeder?.operationId ?? '')).toBeLessThan(
        order.indexOf(step.operation.operationId),
      )
  })

  it('says of every other operation why it is not walked', () => {
    const skipped = plan.filter((step) => step.kind === 'skipped')

    expect(plan.slice(walked.length)).toEqual(skipped)
    expect(skipped.filter((step) => step.reason.length < 5)).toEqual([])
  })

  it('leaves out what the known scopes do not allow, and what that would have fed', () => {
    const limited = planWalk(operations, { grantedScopes: ['WORKSPACE_READ', 'TASK_READ'] })

    const reasons = new Map(limited.map((step) => [step.operation.operationId, step]))
    expect(reasons.get('getProjects')).toMatchObject({ reason: 'the add-on was not given PROJECT_READ' })
    expect(reasons.get('getTasks')).toMatchObject({ reason: 'what supplies its ids is not walked' })
    expect(limited).toHaveLength(47)
  })
})

describe('streams', () => {
  it('begin with one for each root', () => {
    const roots = rootStreams(walked)

    expect(roots.map((stream) => stream.operationId)).toContain('getUsersOfWorkspace')
    expect(roots.map((stream) => stream.operationId)).not.toContain('getTasks')
  })

  it('are opened once for each id of a page, for every step that it feeds', () => {
    const children = walked.filter((step) => step.feeder?.operationId === 'getProjects')

    const streams = dependentStreams(
      children,
      [{ id: 'p1' }, { id: 'p1' }, { name: 'no id' }, 'text', null],
      {},
    )

    expect(streams).toEqual([
      { operationId: 'getTasks', streamKey: 'p1', pathValues: { projectId: 'p1' } },
      { operationId: 'getCustomFieldsOfProject', streamKey: 'p1', pathValues: { projectId: 'p1' } },
    ])
  })

  it('inherit the path of the stream that opens them as far as they have it', () => {
    const task = stepOf('getTasks')
    if (!task) throw new Error('not planned')
    const getTask = operations.find((operation) => operation.operationId === 'getTask')
    const feeder = { operationId: 'getTasks', parameter: 'taskId', field: 'id' }
    const child = { ...task, operation: getTask ?? task.operation, feeder }

    const [stream] = dependentStreams([child], [{ id: 't1' }], { projectId: 'p1', other: 'x' })

    expect(stream?.pathValues).toEqual({ projectId: 'p1', taskId: 't1' })
  })
})
