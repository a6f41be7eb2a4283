import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, StartError } from '../../shared/errors.ts'

export interface ManifestFiles {
  readonly base: object
  readonly icon: Buffer
}

export async function readManifestFiles(folder: string): Promise<ManifestFiles> {
  const [base, icon] = await Promise.all([
    readFile(join(folder, 'base.json'), 'utf8'),
    readFile(join(folder, 'icon.svg')),
  ])
  return { base: readBase(base), icon }
}

function readBase(text: string): object {
  let base: unknown
  try {
    base = JSON.parse(text)
  } catch (error) {
    throw new StartError(`manifest/base.json is no JSON: ${messageOf(error)}`, { cause: error })
  }
  if (typeof base !== 'object' || base === null)
    throw new StartError('manifest/base.json holds no JSON object.')
  return base
}
