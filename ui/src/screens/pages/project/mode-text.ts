import type { ProjectMode } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'

interface Moded {
  readonly mode: ProjectMode
  readonly dryRun: boolean
}

export function modeText({ mode, dryRun }: Moded): string {
  return t(dryRun ? `pages.project.kind.${mode}-dry` : `pages.project.kind.${mode}`)
}
