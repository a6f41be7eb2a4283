import { oneOf, optionalText, optionalTexts, readObject, requiredText } from '../http/read-input.ts'
import { type ApiRequest, created, inWorkspace, noContent, ok, param, type Route } from '../http/route.ts'
import { matchesName } from '../http/sorting.ts'
import { makeId } from '../state/ids.ts'
import type { CustomField, Project } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { customFieldView } from '../views/work.view.ts'
import { nowMs, type World } from '../world.ts'
import { answerWhole } from './answer-list.ts'

const TYPES = ['TXT', 'NUMBER', 'DROPDOWN_SINGLE', 'CHECKBOX', 'LINK'] as const

function wantedFields(world: World, request: ApiRequest): readonly CustomField[] {
  const [status, entityType] = [request.query.get('status'), request.query.get('entity-type')]
  return [...world.state.customFields.values()].filter(
    (field) =>
      matchesName(field.name, request.query) &&
      (!status || field.status === status) &&
      (!entityType || field.entityType === entityType),
  )
}

function requireField(world: World, request: ApiRequest): CustomField {
  return requireRecord(world, world.state.customFields, {
    id: param(request, 'customFieldId'),
    what: 'Custom field',
  })
}

function requireProject(world: World, request: ApiRequest): Project {
  return requireRecord(world, world.state.projects, { id: param(request, 'projectId'), what: 'Project' })
}

export const customFieldRoutes: readonly Route[] = [
  inWorkspace('GET', '/custom-fields', (world, request) =>
    answerWhole(world, request, {
      items: wantedFields(world, request),
      view: (field) => customFieldView(world.state, field),
    }),
  ),
  inWorkspace('POST', '/custom-fields', (world, request) => {
    const body = readObject(request.body)
    const field: CustomField = {
      id: makeId(world.random, nowMs(world)),
      name: requiredText(body, 'name'),
      type: oneOf(requiredText(body, 'type'), TYPES, 'type'),
      entityType: optionalText(body, 'entityType') === 'USER' ? 'USER' : 'TIMEENTRY',
      status: 'VISIBLE',
      allowedValues: optionalTexts(body, 'allowedValues') ?? [],
      required: false,
    }
    world.state.customFields.set(field.id, field)
    return created(customFieldView(world.state, field))
  }),
  inWorkspace('PUT', '/custom-fields/{customFieldId}', (world, request) => {
    const field = requireField(world, request)
    const body = readObject(request.body)
    field.name = requiredText(body, 'name')
    field.allowedValues = optionalTexts(body, 'allowedValues') ?? field.allowedValues
    return ok(customFieldView(world.state, field))
  }),
  inWorkspace('DELETE', '/custom-fields/{customFieldId}', (world, request) => {
    world.state.customFields.delete(requireField(world, request).id)
    return noContent
  }),
  inWorkspace('GET', '/projects/{projectId}/custom-fields', (world, request) => {
    requireProject(world, request)
    const items = wantedFields(world, request).filter((field) => field.entityType === 'TIMEENTRY')
    return answerWhole(world, request, { items, view: (field) => customFieldView(world.state, field) })
  }),
  inWorkspace('PATCH', '/projects/{projectId}/custom-fields/{customFieldId}', (world, request) => {
    const field = requireField(world, request)
    const value = readObject(request.body)['defaultValue'] ?? ''
    requireProject(world, request).fieldDefaults[field.id] = value
    return ok(customFieldView(world.state, field))
  }),
  inWorkspace('DELETE', '/projects/{projectId}/custom-fields/{customFieldId}', (world, request) => {
    const field = requireField(world, request)
    delete requireProject(world, request).fieldDefaults[field.id]
    return ok(customFieldView(world.state, field))
  }),
]
