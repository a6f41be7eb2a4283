import { expect, it } from 'vitest'

import { readTinyCode, tinyCode } from '../../../../server/sandbox/atlassian/state/ids.ts'

it.each([
  ['435279776', 'oNfxGQ'],
  ['201819180', 'LIQHD'],
])('page %s has the short code that was seen for it', (id, code) => {
  expect([tinyCode(id), readTinyCode(code)]).toEqual([code, id])
})

it.each(['1', '65536', '4294967295', '4294967296', '9007199254740991'])(
  'page %s is found by its code',
  (id) => {
    expect(readTinyCode(tinyCode(id))).toBe(id)
  },
)
