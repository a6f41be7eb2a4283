import type { Clock } from '../../shared/clock.ts'
import type { HttpClient } from '../outbound/index.ts'
import type { KeyRing } from '../secrets/index.ts'

/** What the doctor is told; it reads no environment and opens nothing that is not named here. */
export interface DoctorInput {
  readonly complaints: readonly { readonly name: string; readonly message: string }[]
  /** `unreadable` says why the file could not be read. */
  readonly envFile: { readonly path: string; readonly unreadable: string | undefined }
  readonly knownVariables: readonly string[]
  readonly nodeVersion: string
  readonly pid: number
  readonly clock: Clock
  /** May call the public address, this machine's server and the key set. */
  readonly client: HttpClient
  readonly settings: {
    readonly baseUrl: string | undefined
    readonly host: string
    /** BASE_URL, or what stands in for it. */
    readonly publicUrl: string
    /** The server of this machine. */
    readonly localUrl: string
    readonly adminKey: string | undefined
    readonly egressAllow: readonly string[]
    readonly requestsPerSecond: number
    readonly logLevel: string
    readonly smtpUrl: string | undefined
    readonly mailFrom: string | undefined
    readonly addonKey: string
    readonly publicKeyPem: string
    readonly jwksUrl: string | undefined
    readonly databaseUrl: string | undefined
    readonly dataDir: string
    readonly connectionsPerProcess: number
  }
  /** Of ENCRYPTION_KEY; undefined = the key file of the data directory. */
  readonly keys: KeyRing | undefined
  /** Reads what a key file holds; throws where it is damaged. */
  readonly parseKeys: (text: string) => KeyRing
}
