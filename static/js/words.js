// [data-words-of="id"] says how many words stand in that text area.
(() => {
  for (const place of document.querySelectorAll('[data-words-of]')) {
    const area = document.getElementById(place.dataset.wordsOf)
    if (!area) continue
    const show = () => {
      const count = area.value.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length || 0
      place.textContent = count === 1 ? place.dataset.one : place.dataset.many.replace('{}', count.toLocaleString())
    }
    area.addEventListener('input', show)
    show()
  }
})()
