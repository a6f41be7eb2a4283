// Promises: a file is found when all of it is there, by every process, and size costs no memory. Never: shows one to another workspace.
export { deleteFile, deleteFilesBefore, findFile, type StoredFile } from './file.store.ts'
export { openFile, storeFile, type OpenFile } from './store-file.ts'
