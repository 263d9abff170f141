// What went wrong is where the reader is taken: the first [data-focus] of a page or of a swapped part.
(() => {
  const take = (root) => {
    const target = root.querySelector('[data-focus]')
    if (target) target.focus()
  }

  take(document)
  document.addEventListener('htmx:afterSettle', (event) => take(event.detail.elt))
})()
