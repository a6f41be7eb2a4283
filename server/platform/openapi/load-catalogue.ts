import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../../shared/json.ts'
import type { JsonObject } from '../../shared/json.ts'
import { messageOf, StartError } from '../../shared/errors.ts'
import { projectRoot } from '../../shared/project-root.ts'
import { type Catalogue, createCatalogue, type DocumentSource } from './catalogue.ts'
import type { Overlay } from './overlay.schemas.ts'
import { readDocument } from './read-document.ts'
import { readOverlay } from './read-overlay.ts'

/** Everything in openapi/; a file is read when its connector is asked for the first time. */
export function loadCatalogue(folder = join(projectRoot, 'openapi')): Catalogue {
  return createCatalogue({ documents: committedDocuments(folder) })
}

export function committedDocuments(folder = join(projectRoot, 'openapi')): readonly DocumentSource[] {
  return readdirSync(folder)
    .filter((file) => /^[a-z0-9-]+\.json$/.test(file) && file !== 'platform.json')
    .map((file) => file.replace(/\.json$/, ''))
    .sort(byInterest)
    .map((connector) => ({
      connector,
      document: () => readDocument(readJson(join(folder, `${connector}.json`))),
      overlay: () => loadOverlay(join(folder, `${connector}.overlay.json`)),
    }))
}

// The add-on lives in Clockify, so that is what people look for first.
const FIRST = 'clockify'

function byInterest(left: string, right: string): number {
  return Number(right === FIRST) - Number(left === FIRST) || left.localeCompare(right)
}

function loadOverlay(file: string): Overlay | undefined {
  return existsSync(file) ? readOverlay(readJson(file), file) : undefined
}

function readJson(file: string): JsonObject {
  const value = parse(file)
  if (!isObject(value)) throw new StartError(`${file} does not hold a JSON object`)
  return value
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new StartError(`${file} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}
