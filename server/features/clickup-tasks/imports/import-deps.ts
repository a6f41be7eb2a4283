import type { Sleep } from '../../../platform/outbound/index.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import type { ImportTarget } from './import-target.ts'

export interface ImportDeps extends Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup' | 'publish'> {
  readonly sleep: Sleep
  /** `huntflow` may be missing: then nothing can be imported there. */
  readonly targets: { readonly cache: ImportTarget; readonly huntflow?: ImportTarget | undefined }
}
