import { isArray, objectOf, valueAt } from '../../shared/json.ts'

interface FieldValue {
  readonly type: string
  /** ClickUp's `type_config`. */
  readonly config: unknown
  readonly value: unknown
}

type Reader = (value: unknown, config: unknown) => string | null

const plain: Reader = (value) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

const listed =
  (one: (item: unknown, config: unknown) => string | null): Reader =>
  (value, config) => {
    if (!isArray(value)) return null
    const texts = value.map((item) => one(item, config)).filter((text) => text !== null)
    return texts.length === 0 ? null : texts.join(', ')
  }

const property =
  (...names: readonly string[]): Reader =>
  (value) =>
    names.map((name) => plain(valueAt(value, name), undefined)).find((text) => text !== null) ?? null

function optionsOf(config: unknown): readonly unknown[] {
  const options = valueAt(config, 'options')
  return isArray(options) ? options : []
}

/** Tasks name an option by its place, webhooks by its id. */
const dropDown: Reader = (value, config) => {
  const found = optionsOf(config).find(
    (option) => valueAt(option, 'id') === value || valueAt(option, 'orderindex') === Number(value),
  )
  return plain(valueAt(found, 'name'), undefined) ?? plain(value, undefined)
}

const label: Reader = (id, config) => {
  const found = optionsOf(config).find((option) => valueAt(option, 'id') === id)
  return plain(valueAt(found, 'label'), undefined) ?? plain(id, undefined)
}

const day: Reader = (value) => {
  const at = new Date(Number(value))
  return Number.isNaN(at.getTime()) ? plain(value, undefined) : at.toISOString().slice(0, 10)
}

const currency: Reader = (value, config) => {
  const amount = plain(value, undefined)
  const unit = plain(valueAt(config, 'currency_type'), undefined)
  return amount === null || unit === null ? amount : `${amount} ${unit}`
}

const rating: Reader = (value, config) => {
  const count = plain(valueAt(config, 'count'), undefined)
  const given = plain(value, undefined)
  return given === null || count === null ? given : `${given}/${count}`
}

const progress: Reader = (value) => {
  const percent = valueAt(value, 'percent_completed') ?? valueAt(value, 'percent_complete')
  if (typeof percent === 'number') return `${Math.round(percent * (percent <= 1 ? 100 : 1))} %`
  return property('current')(value, undefined)
}

const READERS: Readonly<Record<string, Reader>> = {
  drop_down: dropDown,
  labels: listed(label),
  date: day,
  currency,
  checkbox: (value) => {
    if (value === true || value === 'true') return 'yes'
    return value === false || value === 'false' ? 'no' : null
  },
  users: listed(property('username', 'email', 'id')),
  votes: listed(property('username', 'email', 'id')),
  tasks: listed(property('name', 'id')),
  attachment: listed(property('title', 'id')),
  list_relationship: listed(property('name', 'id')),
  emoji: rating,
  manual_progress: progress,
  automatic_progress: progress,
  location: property('formatted_address'),
}

/** A custom field's value in words; null where it is empty, or of a type whose value has no words. */
export function fieldText({ type, config, value }: FieldValue): string | null {
  if (value === undefined || value === null || value === '') return null
  return (READERS[type] ?? plain)(value, objectOf(config))
}
