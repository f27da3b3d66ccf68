const EVERY_SECONDS = 15

/**
 * Does what takes long: says what it is, and now and then for how long it has been going on, so that nobody takes it for stuck.
 * @template T
 * @param {(line: string) => void} log @param {string} words what is being done @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const tellWhile = async (log, words, work) => {
  log(`${words} …`)
  const began = Date.now()
  const timer = setInterval(() => log(`  … ${Math.round((Date.now() - began) / 1000)} s`), EVERY_SECONDS * 1000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
