import { ApiError, badFields, badRequest } from '../http/api-error.ts'
import { isObject, objectIn, readObject } from '../http/read-input.ts'
import type { ApiRequest } from '../http/route.ts'
import { editIssue, type IssueChange, transitionsFrom } from '../mutations/issues.ts'
import { projectOf, typeOf } from '../state/look-up.ts'
import type { Issue, Transition } from '../state/model.ts'
import type { World } from '../world.ts'
import { readField } from './field-values.ts'

type Asked = Pick<ApiRequest, 'dialect' | 'body'>

/** Of `{transition: {id}, fields?}`: refused when it does not lead away from here, or its screen lacks something. */
export function transitionIssue(world: World, asked: Asked, issue: Issue): void {
  const input = readObject(asked.body)
  const given = isObject(input['transition']) ? input['transition']['id'] : undefined
  if (typeof given !== 'string' && typeof given !== 'number')
    throw badRequest('The transition id is missing or not valid.')
  const transition = transitionsFrom(world, issue).find(({ id }) => id === String(given))
  if (transition === undefined) throw unknownTransition(world, asked, String(given))
  const change = screenValues(world, { ...asked, body: input }, { issue, transition })
  editIssue(world, issue.id, { ...change, statusId: transition.toId })
}

function unknownTransition(world: World, { dialect }: Asked, id: string): ApiError {
  const status = dialect === 'cloud' ? 400 : world.quirks.unknownTransitionStatus
  return new ApiError(status, `Transition id '${id}' is not valid for this issue.`)
}

interface Step {
  readonly issue: Issue
  readonly transition: Transition
}

function screenValues(world: World, { dialect, body }: Asked, { issue, transition }: Step): IssueChange {
  const fields = objectIn(readObject(body), 'fields') ?? {}
  const place = {
    world,
    dialect,
    project: projectOf(world.state, issue),
    type: typeOf(world.state, issue),
  }
  const complaints: Record<string, string> = {}
  let change: IssueChange = {}
  for (const id of new Set([...transition.demands, ...Object.keys(fields)])) {
    const field = world.state.fields.get(id)
    if (field === undefined || !transition.demands.includes(id))
      complaints[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`
    else if (fields[id] === undefined) complaints[id] = `${field.name} is required.`
    else {
      const read = readField(place, field, fields[id])
      if (typeof read === 'string') complaints[id] = read
      else change = { ...change, ...read }
    }
  }
  if (Object.keys(complaints).length > 0) throw badFields(complaints)
  return change
}
