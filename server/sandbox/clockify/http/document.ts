import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { projectRoot } from '../../../shared/project-root.ts'
import { isObject, type JsonObject } from './read-input.ts'
import type { Method } from './route.ts'

export interface DocumentedOperation {
  readonly method: Method
  readonly path: string
  readonly status: number
  /** undefined when the answer has no body. */
  readonly schema: JsonObject | undefined
}

export interface ApiDocument {
  readonly operations: readonly DocumentedOperation[]
  resolve(schema: JsonObject): JsonObject
}

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The product's own document of the API; undefined when it is not there. */
export function readApiDocument(
  path = join(projectRoot, 'openapi', 'clockify.json'),
): ApiDocument | undefined {
  if (!existsSync(path)) return undefined
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isObject(document)) return undefined
  return {
    operations: operationsOf(document),
    resolve: (schema) => {
      const reference = schema['$ref']
      return typeof reference === 'string' ? follow(document, reference) : schema
    },
  }
}

function operationsOf(document: JsonObject): readonly DocumentedOperation[] {
  return Object.entries(inside(document, 'paths')).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method.toLowerCase()] : undefined
      return isObject(operation) ? [describe(operation, { method, path })] : []
    }),
  )
}

function describe(
  operation: JsonObject,
  place: { readonly method: Method; readonly path: string },
): DocumentedOperation {
  const [status = '200', response] = Object.entries(inside(operation, 'responses'))[0] ?? []
  const [media] = isObject(response) ? Object.values(inside(response, 'content')) : []
  const schema = isObject(media) ? media['schema'] : undefined
  return { ...place, status: Number(status), schema: isObject(schema) ? schema : undefined }
}

function inside(source: JsonObject, name: string): JsonObject {
  const value = source[name]
  return isObject(value) ? value : {}
}

function follow(document: JsonObject, reference: string): JsonObject {
  let place: unknown = document
  for (const part of reference.replace('#/', '').split('/')) place = isObject(place) ? place[part] : undefined
  return isObject(place) ? place : {}
}
