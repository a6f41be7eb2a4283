import { expect, it } from 'vitest'
import overlay from '../../../openapi/clockify.overlay.json'
import { reasonKind } from '../../../ui/src/screens/dashboard/progress.ts'

it('every reason that the shipped overlay gives has words in all languages', () => {
  const text = JSON.stringify(overlay)
  const reasons = [...text.matchAll(/"walk":\{"kind":"skip","reason":"([^"]+)"/g)].map(([, reason]) => reason)
  expect(reasons.length).toBeGreaterThan(10)
  expect(reasons.filter((reason) => reasonKind(reason ?? null) === 'other')).toEqual([])
})
