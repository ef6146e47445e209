// All that is fuzzed, by name. Loaded when it is: one of them opens a server.

export const targets = {
  documents: async () => (await import('./documents.js')).documents,
  pages: async () => (await import('./pages.js')).pages,
  answers: async () => (await import('./answers.js')).answers,
  archive: async () => (await import('./archive.js')).archive,
  memento: async () => (await import('./memento.js')).memento,
  addresses: async () => (await import('./addresses.js')).addresses,
  settings: async () => (await import('./settings.js')).settings,
};
