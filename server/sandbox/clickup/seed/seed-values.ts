import type { Field, FieldType } from '../state/model.ts'
import { at } from '../../shared/cycle.ts'
import { DAY_MS, type SeedContext } from './seed-context.ts'

interface Place {
  readonly context: SeedContext
  readonly field: Field
  readonly index: number
}

type Maker = (place: Place) => unknown

const MAKERS: Readonly<Partial<Record<FieldType, Maker>>> = {
  url: ({ index }) => `https://www.linkedin.com/in/person-${index}/`,
  email: ({ index }) => `person${index}@mail.example`,
  phone: ({ index }) => `+375 29 ${String(1_000_000 + index)}`,
  text: () => 'Speaks three languages 🗣️',
  short_text: ({ index }) => `EXT-${index}`,
  drop_down: ({ field, index }) => at(field.options, index).id,
  labels: ({ field, index }) => [at(field.options, index).id, at(field.options, index + 1).id],
  number: ({ index }) => index % 20,
  currency: ({ index }) => 1000 + (index % 50) * 100.5,
  date: ({ context, index }) => context.nowMs + (index % 30) * DAY_MS,
  checkbox: ({ index }) => index % 2 === 0,
  users: ({ context }) => [context.state.memberId],
  emoji: ({ index }) => index % 6,
  manual_progress: ({ index }) => ({ current: index % 101 }),
  automatic_progress: ({ index }) => ({ percent_complete: index % 101 }),
  formula: ({ index }) => index * 1.5,
  votes: ({ context }) => [context.state.ownerId],
  location: () => ({ location: { lat: 52.52, lng: 13.4 }, formatted_address: 'Quay 1, Berlin' }),
}

/** Two of three fields have a value, others on each task; relations and files are left to those who test them. */
export function seedValue(context: SeedContext, field: Field, index: number): unknown {
  const place = Number.parseInt(field.id.slice(0, 6), 16) + index
  const isApplied = field.customItemIds === null
  return isApplied && place % 3 !== 0 ? MAKERS[field.type]?.({ context, field, index }) : undefined
}
