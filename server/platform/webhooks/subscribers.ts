import type { Subscription } from '../feature.ts'

export function subscribersOf(subscriptions: readonly Subscription[], type: string): readonly Subscription[] {
  return subscriptions.filter(({ events }) => events === '*' || events.includes(type))
}
