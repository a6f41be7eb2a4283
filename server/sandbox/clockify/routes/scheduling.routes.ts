import { missingParameter } from '../http/api-error.ts'
import { type Query, queryInstant } from '../http/query.ts'
import {
  optionalText,
  readObject,
  requiredInstant,
  requiredNumber,
  requiredText,
} from '../http/read-input.ts'
import { created, empty, inWorkspace, ok, param, type Route } from '../http/route.ts'
import {
  createAssignment,
  deleteAssignment,
  publishAssignments,
  updateAssignment,
} from '../mutations/absence.ts'
import { requireRecord } from '../state/require-record.ts'
import {
  assignmentView,
  overlaps,
  projectTotalsView,
  type Span,
  userTotalsView,
} from '../views/planning.view.ts'
import { answerList } from './answer-list.ts'

function requiredSpan(query: Query): Span {
  const [startMs, endMs] = [queryInstant(query, 'start'), queryInstant(query, 'end')]
  if (startMs === undefined) throw missingParameter('start')
  if (endMs === undefined) throw missingParameter('end')
  return { startMs, endMs }
}

function spanOf(body: unknown): Span {
  const source = readObject(body)
  return { startMs: requiredInstant(source, 'start'), endMs: requiredInstant(source, 'end') }
}

const reading: readonly Route[] = [
  inWorkspace('GET', '/scheduling/assignments/all', (world, request) => {
    const span = requiredSpan(request.query)
    const items = [...world.state.assignments.values()].filter((assignment) => overlaps(assignment, span))
    return answerList(world, request, { items, view: (one) => assignmentView(world.state, one) })
  }),
  inWorkspace('GET', '/scheduling/assignments/projects/totals/{projectId}', (world, request) => {
    const { id } = requireRecord(world, world.state.projects, {
      id: param(request, 'projectId'),
      what: 'Project',
    })
    return ok(projectTotalsView(world.state, id, requiredSpan(request.query)))
  }),
  inWorkspace('GET', '/scheduling/assignments/users/{userId}/totals', (world, request) => {
    const { id } = requireRecord(world, world.state.users, { id: param(request, 'userId'), what: 'User' })
    return ok(userTotalsView(world.state, id, requiredSpan(request.query)))
  }),
  inWorkspace('POST', '/scheduling/assignments/projects/totals', (world, request) => {
    const span = spanOf(request.body)
    return ok(
      [...world.state.projects.keys()].slice(0, 200).map((id) => projectTotalsView(world.state, id, span)),
    )
  }),
  inWorkspace('POST', '/scheduling/assignments/user-filter/totals', (world, request) => {
    const span = spanOf(request.body)
    return ok([...world.state.users.keys()].slice(0, 200).map((id) => userTotalsView(world.state, id, span)))
  }),
]

const writing: readonly Route[] = [
  inWorkspace('POST', '/scheduling/assignments/recurring', (world, request) => {
    const body = readObject(request.body)
    const assignment = createAssignment(world, {
      ...spanOf(body),
      userId: requiredText(body, 'userId'),
      projectId: requiredText(body, 'projectId'),
      taskId: optionalText(body, 'taskId') ?? null,
      hoursPerDay: requiredNumber(body, 'hoursPerDay'),
      note: optionalText(body, 'note') ?? '',
    })
    return created([assignmentView(world.state, assignment)])
  }),
  inWorkspace('PATCH', '/scheduling/assignments/recurring/{assignmentId}', (world, request) => {
    const assignment = updateAssignment(world, param(request, 'assignmentId'), spanOf(request.body))
    return ok([assignmentView(world.state, assignment)])
  }),
  inWorkspace('DELETE', '/scheduling/assignments/recurring/{assignmentId}', (world, request) =>
    ok([assignmentView(world.state, deleteAssignment(world, param(request, 'assignmentId')))]),
  ),
  inWorkspace('PUT', '/scheduling/assignments/publish', (world, request) => {
    publishAssignments(world, spanOf(request.body))
    return empty
  }),
]

export const schedulingRoutes: readonly Route[] = [...reading, ...writing]
