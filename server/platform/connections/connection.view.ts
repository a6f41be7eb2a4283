import type { ConnectionView } from './connection.schemas.ts'
import type { ConnectionRow } from './connection.store.ts'
import type { Service } from './service.ts'

/** Never a secret. */
export function connectionView(
  { testedAt, savedAt, warnings, ...row }: ConnectionRow,
  services: readonly Service[],
): ConnectionView {
  return {
    ...row,
    label: services.find(({ connector }) => connector === row.connector)?.label ?? row.connector,
    testedAt: testedAt?.toISOString() ?? null,
    savedAt: savedAt.toISOString(),
    warnings: [...warnings],
  }
}
