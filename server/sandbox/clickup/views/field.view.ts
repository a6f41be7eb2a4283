import { mustHave, userOf } from '../state/look-up.ts'
import type { Field, FieldType, Task } from '../state/model.ts'
import { instantText } from './instants.ts'
import type { World } from '../world.ts'
import { personView } from './user.view.ts'

/** A definition, as the lists of fields answer it and tasks repeat it. */
export function fieldView(field: Field) {
  return {
    id: field.id,
    name: field.name,
    type: field.type,
    type_config: typeConfig(field),
    date_created: instantText(field.createdMs),
    hide_from_guests: field.hideFromGuests,
    required: field.required,
  }
}

const CONFIGS: Readonly<Partial<Record<FieldType, object>>> = {
  currency: { precision: 2, currency_type: 'EUR' },
  emoji: { code_point: '2b50', count: 5 },
  manual_progress: { start: 0, end: 100 },
  automatic_progress: {
    tracking: { subtasks: true, checklists: true, assigned_comments: false },
    complete_on: 3,
  },
}

function typeConfig(field: Field): object {
  if (field.type === 'drop_down') {
    const options = field.options.map((option, orderindex) => ({ ...option, orderindex }))
    return { default: 0, placeholder: null, options }
  }
  if (field.type === 'labels') {
    return { options: field.options.map(({ id, name, color }) => ({ id, label: name, color })) }
  }
  return CONFIGS[field.type] ?? {}
}

/** On a task: the definition, and the value when there is one. */
export function fieldOnTaskView(world: World, task: Task, field: Field) {
  const stored = task.values.get(field.id)
  if (stored === undefined) return fieldView(field)
  return { ...fieldView(field), value: readBack(world, task, { field, stored }) }
}

interface StoredValue {
  readonly field: Field
  readonly stored: unknown
}

type ReadBack = (world: World, task: Task, value: StoredValue) => unknown

const numberOut: ReadBack = (world, _task, { stored }) =>
  world.quirks.numbersAsText ? String(stored) : stored

// Each cast below is what `fields/set-value.ts` stores for the type.
const READ_BACK: Readonly<Partial<Record<FieldType, ReadBack>>> = {
  drop_down: (world, _task, { field, stored }) =>
    world.quirks.dropDownReadBack === 'id'
      ? stored
      : field.options.findIndex((option) => option.id === stored),
  number: numberOut,
  currency: numberOut,
  formula: numberOut,
  date: (_world, _task, { stored }) => String(stored),
  checkbox: (world, _task, { stored }) => (world.quirks.checkboxAsText ? String(stored) : stored),
  users: (world, _task, { stored }) =>
    (stored as readonly number[]).map((id) => personView(userOf(world.state, id))),
  votes: (world, _task, { stored }) =>
    (stored as readonly number[]).map((id) => personView(userOf(world.state, id))),
  tasks: (world, _task, { stored }) =>
    (stored as readonly string[]).flatMap((id) => {
      const other = world.state.tasks.get(id)
      return other === undefined ? [] : [{ id, name: other.name, custom_type: null, access: true }]
    }),
  manual_progress: (_world, _task, { stored }) => progressOut(stored as { readonly current: number }),
  attachment: (_world, task, { stored }) =>
    (stored as readonly string[]).map((id) => ({
      id,
      title: task.attachments.find((attachment) => attachment.id === id)?.title ?? '',
    })),
}

function progressOut({ current }: { readonly current: number }): object {
  return { percent_complete: current / 100, current: String(current) }
}

function readBack(world: World, task: Task, value: StoredValue): unknown {
  const read = READ_BACK[value.field.type]
  return read === undefined ? value.stored : read(world, task, value)
}

/** In webhooks values are sent as they are stored, beside the field's definition. */
export function fieldInWebhookView(world: World, fieldId: string): object {
  const field = mustHave(world.state.fields, fieldId)
  return { ...fieldView(field), userid: world.state.ownerId, deleted: false }
}
