// The drawing of bodies and their relations: the server draws it; this adds zoom, dragging, focus and a picture.
import { drag } from "d3-drag";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

const svg = select("svg.network");
const frame = svg.select("g.view");
const nodes = new Map();
const edges = [];

svg.selectAll("g.node").each(function () {
  const [x, y] = this.dataset.at.split(" ").map(Number);
  nodes.set(this.dataset.id, { id: this.dataset.id, x, y, x0: x, y0: y, element: select(this) });
});
svg.selectAll("g.edge").each(function () {
  const edge = { source: nodes.get(this.dataset.from), target: nodes.get(this.dataset.to), element: select(this) };
  if (edge.source && edge.target) edges.push(edge);
});

function path({ source, target }) {
  const middle = (source.x + target.x) / 2;
  return Math.abs(source.x - target.x) < 60
    ? `M${source.x},${source.y}Q${source.x - 70},${(source.y + target.y) / 2} ${target.x},${target.y}`
    : `M${source.x},${source.y}C${middle},${source.y} ${middle},${target.y} ${target.x},${target.y}`;
}

function draw() {
  for (const node of nodes.values()) node.element.attr("transform", `translate(${node.x},${node.y})`);
  for (const edge of edges) edge.element.selectAll("path").attr("d", path(edge));
}

const zooming = zoom().scaleExtent([0.2, 5]).on("zoom", (event) => frame.attr("transform", event.transform));
zooming.filter((event) => !event.button && (event.type !== "wheel" || event.ctrlKey || event.metaKey));
svg.call(zooming);

svg.selectAll("g.node").call(
  drag().clickDistance(4).on("drag", function (event) {
    const node = nodes.get(this.dataset.id);
    node.x += event.dx;
    node.y += event.dy;
    draw();
  }),
);

function focus(id) {
  const near = new Set([id]);
  for (const edge of edges) {
    const touched = edge.source.id === id || edge.target.id === id;
    edge.element.classed("dim", id !== null && !touched);
    if (touched) near.add(edge.source.id).add(edge.target.id);
  }
  for (const node of nodes.values()) node.element.classed("dim", id !== null && !near.has(node.id));
}
svg.selectAll("g.node")
  .on("mouseenter focusin", function () { focus(this.dataset.id); })
  .on("mouseleave focusout", () => focus(null));

const actions = {
  in: () => svg.call(zooming.scaleBy, 1.3),
  out: () => svg.call(zooming.scaleBy, 1 / 1.3),
  reset: () => {
    svg.call(zooming.transform, zoomIdentity);
    for (const node of nodes.values()) Object.assign(node, { x: node.x0, y: node.y0 });
    draw();
  },
  loosen: () => {
    const [, , width, height] = svg.attr("viewBox").split(" ").map(Number);
    const simulation = forceSimulation([...nodes.values()])
      .force("link", forceLink(edges).distance(120).strength(0.3))
      .force("charge", forceManyBody().strength(-260))
      .force("x", forceX(width / 2).strength(0.04)).force("y", forceY(height / 2).strength(0.06))
      .force("apart", forceCollide(26)).stop();
    simulation.tick(200);
    draw();
  },
  png: () => picture(svg.node()),
};

function picture(node) {
  const [, , width, height] = svg.attr("viewBox").split(" ").map(Number);
  const copy = node.cloneNode(true);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = width * 2;
    canvas.height = height * 2;
    const context = canvas.getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(URL.createObjectURL(blob), "network.png"));
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
}

function save(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  document.documentElement.dataset.saved = name;
}

for (const button of document.querySelectorAll("button[data-network]")) {
  button.hidden = false;
  button.addEventListener("click", () => actions[button.dataset.network]());
}
