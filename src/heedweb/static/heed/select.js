// Words marked on the picture of a page become the start and end of a missed recommendation.
(function () {
  "use strict";
  var sheet = document.querySelector(".selectable svg");
  if (!sheet) { return; }
  function offset(node, at) {
    var text = node.nodeType === 3 ? node.parentNode : node;
    while (text && !text.dataset.start) { text = text.parentNode; }
    return text ? Number(text.dataset.start) + at : null;
  }
  document.addEventListener("mouseup", function () {
    var chosen = window.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !sheet.contains(chosen.anchorNode)) { return; }
    var range = chosen.getRangeAt(0);
    if (!sheet.contains(range.endContainer)) { return; }
    var start = offset(range.startContainer, range.startOffset);
    var end = offset(range.endContainer, range.endOffset);
    if (start !== null && end !== null && end > start) {
      window.location.assign(sheet.dataset.address + "?start=" + start + "&end=" + end);
    }
  });
})();
