import { checkAddresses } from './check-address.ts'
import { checkDatabase } from './check-database.ts'
import { checkDataDir, checkEnvFile, checkRuntime } from './check-files.ts'
import { checkServices } from './check-services.ts'
import { checkSettings } from './check-settings.ts'
import type { DoctorInput } from './doctor-input.ts'
import { attempt, ok, problem, type Finding } from './finding.ts'

const UNEXPECTED = 'This check itself failed; the message says why.'

/** Looks at everything that a server needs and changes nothing; one check that fails does not end the others. */
export async function diagnose(input: DoctorInput): Promise<readonly Finding[]> {
  const { settings } = input
  const isEmbedded =
    settings.databaseUrl === undefined && input.complaints.every(({ name }) => name !== 'DATABASE_URL')
  const checks = [
    attempt('node', UNEXPECTED, () => checkRuntime(input.nodeVersion)),
    attempt('configuration', UNEXPECTED, () => configurationFindings(input.complaints)),
    attempt('settings', UNEXPECTED, () => checkSettings(settings)),
    attempt('env-file', UNEXPECTED, () => checkEnvFile(input)),
    attempt('data-dir', UNEXPECTED, () => (isEmbedded ? checkDataDir(settings.dataDir) : [])),
    attempt('database', UNEXPECTED, () => checkDatabase(input)),
    attempt('server', UNEXPECTED, () => checkAddresses(input)),
    attempt('services', UNEXPECTED, () => checkServices(input)),
  ]
  return (await Promise.all(checks)).flat()
}

function configurationFindings(complaints: DoctorInput['complaints']): readonly Finding[] {
  if (complaints.length === 0) return [ok('configuration', 'Every variable can be read.')]
  return complaints.map(({ name, message }) =>
    problem('configuration', {
      detail: `${name}: ${message}.`,
      mend: `Mend ${name}; .env.example explains it.`,
    }),
  )
}
