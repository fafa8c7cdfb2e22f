// Filters the list of problems; everything is readable without it.
(() => {
  const filters = document.querySelector(".filters");
  if (!filters) return;
  filters.hidden = false;
  const findings = [...document.querySelectorAll("article.finding")];
  const texts = findings.map((finding) => finding.textContent.toLowerCase());
  const field = (id) => document.getElementById(id);
  const apply = () => {
    const words = field("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const severity = field("severity").value;
    const topic = field("topic").value;
    const touchpoint = field("touchpoint").value;
    let shown = 0;
    findings.forEach((finding, index) => {
      const data = finding.dataset;
      finding.hidden = !(
        (!severity || data.severity === severity) &&
        (!topic || data.topic === topic) &&
        (!touchpoint || data.touchpoints.split(" ").includes(touchpoint)) &&
        words.every((word) => texts[index].includes(word))
      );
      if (!finding.hidden) shown += 1;
    });
    field("count").textContent = `${shown} of ${findings.length} shown`;
  };
  filters.addEventListener("input", apply);
  apply();
  const open = () => document.querySelectorAll("details").forEach((element) => { element.open = true; });
  window.addEventListener("beforeprint", open);
  // A link to a finding that the filter hides shows it.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) { target.hidden = false; target.scrollIntoView(); }
  });
})();
