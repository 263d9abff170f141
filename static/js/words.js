// [data-words-of="id"] says how many words stand in that text area.
(() => {
  // Where links and pictures lead to, and the numbers of a list, are marks.
  const MARKS = /\]\([^)\s]*\)|^\s*\d+[.)]\s/gm
  for (const place of document.querySelectorAll('[data-words-of]')) {
    const area = document.getElementById(place.dataset.wordsOf)
    if (!area) continue
    const show = () => {
      const count = area.value.replace(MARKS, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length || 0
      place.textContent = count === 1 ? place.dataset.one : place.dataset.many.replace('{}', count.toLocaleString())
    }
    area.addEventListener('input', show)
    show()
  }
})()
