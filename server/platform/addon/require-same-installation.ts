import { AppError } from '../../shared/errors.ts'

interface Named {
  readonly workspaceId: string
  readonly addonId: string
}

/** What the token proves counts; anything that names another workspace or installation is refused. */
export function requireSameInstallation(claims: Named, other: Named, what: string): void {
  if (other.workspaceId !== claims.workspaceId)
    throw new AppError('FORBIDDEN', `${what} names another workspace than the token proves.`)
  if (other.addonId !== claims.addonId)
    throw new AppError('FORBIDDEN', `${what} names another installation than the token proves.`)
}
