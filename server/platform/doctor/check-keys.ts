import { codeOf, messageOf } from '../../shared/errors.ts'
import type { Db } from '../../storage/db.ts'
import { inspectKeys, readKeyFile, type KeyRing, type KeyState } from '../secrets/index.ts'
import type { DoctorInput } from './doctor-input.ts'
import { oneLine, ok, problem, warning, type Finding } from './finding.ts'

type KeyInput = Pick<DoctorInput, 'keys' | 'parseKeys' | 'settings' | 'complaints'>

export interface KeyReport {
  readonly findings: readonly Finding[]
  /** Undefined where there is none to try. */
  readonly ring: KeyRing | undefined
}

/** Of the environment, or of the data directory, where a database that has been used must have left one. */
export function readKeys(input: KeyInput, keyFile: 'expected' | 'not-yet'): KeyReport {
  // A wrong one is among the complaints about the configuration.
  if (input.complaints.some(({ name }) => name === 'ENCRYPTION_KEY')) return { findings: [], ring: undefined }
  if (input.keys) return { findings: [], ring: input.keys }
  try {
    const text = readKeyFile(input.settings.dataDir)
    if (text !== undefined) return { findings: [], ring: input.parseKeys(text) }
    return { findings: keyFile === 'expected' ? [keyFileProblem(input, 'is missing')] : [], ring: undefined }
  } catch (error) {
    const reason = codeOf(error) === undefined ? 'is damaged' : `cannot be read: ${oneLine(messageOf(error))}`
    return { findings: [keyFileProblem(input, reason)], ring: undefined }
  }
}

function keyFileProblem({ settings }: KeyInput, reason: string): Finding {
  return problem('encryption-key', {
    detail: `The key file encryption.key in ${settings.dataDir} ${reason}.`,
    mend: 'Restore it from the backup of the key: nothing else opens what is stored.',
  })
}

/** Whether the keys open what is stored in the database. */
export async function checkKeys(db: Db, ring: KeyRing): Promise<Finding[]> {
  return [keyFinding(await inspectKeys(db, ring), ring.all.length)]
}

function keyFinding(state: KeyState, keys: number): Finding {
  const { check, workspaces, unreadable, older } = state
  if (check === 'refused' || unreadable.length > 0)
    return problem('encryption-key', {
      detail:
        check === 'refused'
          ? 'The key does not fit this database: what is stored was sealed with another one.'
          : `The key opens the secrets of ${workspaces - unreadable.length} of ${workspaces} workspaces; not of ${unreadable.join(', ')}.`,
      mend: 'Set ENCRYPTION_KEY to the key that was used before; a new one goes in front of it, parted by a comma.',
    })
  if (older > 0)
    return warning('encryption-key', {
      detail: `${older} of ${workspaces} workspace keys are still wrapped with an older key.`,
      mend: 'Start the server once with both keys: it wraps them anew. Keep the old key until then.',
    })
  const spare = keys > 1 ? ` The ${keys - 1} older in the list are not needed any more.` : ''
  return ok('encryption-key', `Opens the secrets of all ${workspaces} workspaces.${spare}`)
}
