import { expect, it } from 'vitest'
import { vacuumFindings } from '../../../server/platform/doctor/check-server.ts'

it('warns of a server that never takes back the space of deleted rows', () => {
  expect(vacuumFindings({ autovacuum: 'off' })).toEqual([
    expect.objectContaining({ check: 'vacuum', status: 'warning' }),
  ])
  expect(vacuumFindings({ autovacuum: 'on' })).toEqual([])
})
